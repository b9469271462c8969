//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/float_bank.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_bank_list.g.dart';

/// FloatBankList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class FloatBankList implements Built<FloatBankList, FloatBankListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<FloatBank> get results;

  FloatBankList._();

  factory FloatBankList([void updates(FloatBankListBuilder b)]) = _$FloatBankList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatBankListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatBankList> get serializer => _$FloatBankListSerializer();
}

class _$FloatBankListSerializer implements PrimitiveSerializer<FloatBankList> {
  @override
  final Iterable<Type> types = const [FloatBankList, _$FloatBankList];

  @override
  final String wireName = r'FloatBankList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatBankList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(FloatBank)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatBankList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatBankListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(FloatBank)]),
          ) as BuiltList<FloatBank>;
          result.results.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatBankList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatBankListBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


