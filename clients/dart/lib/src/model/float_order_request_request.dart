//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/float_order_direction_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_order_request_request.g.dart';

/// An order of float.
///
/// Properties:
/// * [outletId]
/// * [direction]
/// * [amount]
/// * [currency]
/// * [bank] - One of `GET .../float-banks`.
/// * [bankReference] - What the bank calls the deposit; when selling, the account to be paid.
/// * [slip] - Of `POST .../float-slips`; to buy.
/// * [note]
/// * [pin] - To sell.
/// * [stepUp] - To sell.
@BuiltValue()
abstract class FloatOrderRequestRequest implements Built<FloatOrderRequestRequest, FloatOrderRequestRequestBuilder> {
  @BuiltValueField(wireName: r'outlet_id')
  String get outletId;

  @BuiltValueField(wireName: r'direction')
  FloatOrderDirectionEnum get direction;
  // enum directionEnum {  BUY,  SELL,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// One of `GET .../float-banks`.
  @BuiltValueField(wireName: r'bank')
  String get bank;

  /// What the bank calls the deposit; when selling, the account to be paid.
  @BuiltValueField(wireName: r'bank_reference')
  String get bankReference;

  /// Of `POST .../float-slips`; to buy.
  @BuiltValueField(wireName: r'slip')
  String? get slip;

  @BuiltValueField(wireName: r'note')
  String? get note;

  /// To sell.
  @BuiltValueField(wireName: r'pin')
  String? get pin;

  /// To sell.
  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  FloatOrderRequestRequest._();

  factory FloatOrderRequestRequest([void updates(FloatOrderRequestRequestBuilder b)]) = _$FloatOrderRequestRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatOrderRequestRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatOrderRequestRequest> get serializer => _$FloatOrderRequestRequestSerializer();
}

class _$FloatOrderRequestRequestSerializer implements PrimitiveSerializer<FloatOrderRequestRequest> {
  @override
  final Iterable<Type> types = const [FloatOrderRequestRequest, _$FloatOrderRequestRequest];

  @override
  final String wireName = r'FloatOrderRequestRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatOrderRequestRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'outlet_id';
    yield serializers.serialize(
      object.outletId,
      specifiedType: const FullType(String),
    );
    yield r'direction';
    yield serializers.serialize(
      object.direction,
      specifiedType: const FullType(FloatOrderDirectionEnum),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'bank';
    yield serializers.serialize(
      object.bank,
      specifiedType: const FullType(String),
    );
    yield r'bank_reference';
    yield serializers.serialize(
      object.bankReference,
      specifiedType: const FullType(String),
    );
    if (object.slip != null) {
      yield r'slip';
      yield serializers.serialize(
        object.slip,
        specifiedType: const FullType(String),
      );
    }
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
    if (object.pin != null) {
      yield r'pin';
      yield serializers.serialize(
        object.pin,
        specifiedType: const FullType(String),
      );
    }
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatOrderRequestRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatOrderRequestRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outletId = valueDes;
          break;
        case r'direction':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FloatOrderDirectionEnum),
          ) as FloatOrderDirectionEnum;
          result.direction = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'bank':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.bank = valueDes;
          break;
        case r'bank_reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.bankReference = valueDes;
          break;
        case r'slip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.slip = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.note = valueDes;
          break;
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatOrderRequestRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatOrderRequestRequestBuilder();
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


