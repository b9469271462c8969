//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_of_day.g.dart';

/// What the ledger says: start - for_cash_in + for_cash_out + other_in - other_out = end.
///
/// Properties:
/// * [start]
/// * [forCashIn]
/// * [forCashOut]
/// * [otherIn] - Float bought or moved here, commission, reversals.
/// * [otherOut]
/// * [end] - Of a day that is not over: now.
@BuiltValue()
abstract class FloatOfDay implements Built<FloatOfDay, FloatOfDayBuilder> {
  @BuiltValueField(wireName: r'start')
  String get start;

  @BuiltValueField(wireName: r'for_cash_in')
  String get forCashIn;

  @BuiltValueField(wireName: r'for_cash_out')
  String get forCashOut;

  /// Float bought or moved here, commission, reversals.
  @BuiltValueField(wireName: r'other_in')
  String get otherIn;

  @BuiltValueField(wireName: r'other_out')
  String get otherOut;

  /// Of a day that is not over: now.
  @BuiltValueField(wireName: r'end')
  String get end;

  FloatOfDay._();

  factory FloatOfDay([void updates(FloatOfDayBuilder b)]) = _$FloatOfDay;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatOfDayBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatOfDay> get serializer => _$FloatOfDaySerializer();
}

class _$FloatOfDaySerializer implements PrimitiveSerializer<FloatOfDay> {
  @override
  final Iterable<Type> types = const [FloatOfDay, _$FloatOfDay];

  @override
  final String wireName = r'FloatOfDay';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatOfDay object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'start';
    yield serializers.serialize(
      object.start,
      specifiedType: const FullType(String),
    );
    yield r'for_cash_in';
    yield serializers.serialize(
      object.forCashIn,
      specifiedType: const FullType(String),
    );
    yield r'for_cash_out';
    yield serializers.serialize(
      object.forCashOut,
      specifiedType: const FullType(String),
    );
    yield r'other_in';
    yield serializers.serialize(
      object.otherIn,
      specifiedType: const FullType(String),
    );
    yield r'other_out';
    yield serializers.serialize(
      object.otherOut,
      specifiedType: const FullType(String),
    );
    yield r'end';
    yield serializers.serialize(
      object.end,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatOfDay object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatOfDayBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'start':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.start = valueDes;
          break;
        case r'for_cash_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.forCashIn = valueDes;
          break;
        case r'for_cash_out':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.forCashOut = valueDes;
          break;
        case r'other_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.otherIn = valueDes;
          break;
        case r'other_out':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.otherOut = valueDes;
          break;
        case r'end':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.end = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatOfDay deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatOfDayBuilder();
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


