//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/telco.dart';
import 'package:gopay_client/src/model/detected.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'telco_list.g.dart';

/// TelcoList
///
/// Properties:
/// * [results]
/// * [detected] - Null without a number, or for an unknown prefix.
@BuiltValue()
abstract class TelcoList implements Built<TelcoList, TelcoListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Telco> get results;

  /// Null without a number, or for an unknown prefix.
  @BuiltValueField(wireName: r'detected')
  Detected? get detected;

  TelcoList._();

  factory TelcoList([void updates(TelcoListBuilder b)]) = _$TelcoList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TelcoListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<TelcoList> get serializer => _$TelcoListSerializer();
}

class _$TelcoListSerializer implements PrimitiveSerializer<TelcoList> {
  @override
  final Iterable<Type> types = const [TelcoList, _$TelcoList];

  @override
  final String wireName = r'TelcoList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    TelcoList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Telco)]),
    );
    yield r'detected';
    yield object.detected == null ? null : serializers.serialize(
      object.detected,
      specifiedType: const FullType.nullable(Detected),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    TelcoList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TelcoListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Telco)]),
          ) as BuiltList<Telco>;
          result.results.replace(valueDes);
          break;
        case r'detected':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Detected),
          ) as Detected?;
          if (valueDes == null) continue;
          result.detected.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  TelcoList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TelcoListBuilder();
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


