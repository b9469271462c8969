//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/done.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'today.g.dart';

/// What I did today, by the outlet's clock, in whatever shift.
///
/// Properties:
/// * [cashIn]
/// * [cashOut]
@BuiltValue()
abstract class Today implements Built<Today, TodayBuilder> {
  @BuiltValueField(wireName: r'cash_in')
  Done get cashIn;

  @BuiltValueField(wireName: r'cash_out')
  Done get cashOut;

  Today._();

  factory Today([void updates(TodayBuilder b)]) = _$Today;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TodayBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Today> get serializer => _$TodaySerializer();
}

class _$TodaySerializer implements PrimitiveSerializer<Today> {
  @override
  final Iterable<Type> types = const [Today, _$Today];

  @override
  final String wireName = r'Today';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Today object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'cash_in';
    yield serializers.serialize(
      object.cashIn,
      specifiedType: const FullType(Done),
    );
    yield r'cash_out';
    yield serializers.serialize(
      object.cashOut,
      specifiedType: const FullType(Done),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Today object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TodayBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'cash_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Done),
          ) as Done;
          result.cashIn.replace(valueDes);
          break;
        case r'cash_out':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Done),
          ) as Done;
          result.cashOut.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Today deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TodayBuilder();
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


